// Which words each screen can say, in whatever moment it is. Used to tell how much of a screen a language covers, which
// decides the way a Tamazight screen runs, and by the command that reports it. Words that any screen may show are not
// among them: dates, places, keys, names of languages, the idle question. A test walks past every screen and finds each
// word in its row.
#pragma once

#include <array>
#include <string_view>

namespace minbar::kiosk::reading {

// `words` are keys of the catalogue with spaces between them; services.names, reasons.names, themes.names and
// themes.hints stand for all names of that kind in the pack.
struct ScreenWords {
  std::string_view screen;
  std::string_view words;
};

inline constexpr auto screen_words = std::to_array<ScreenWords>({
    {"out of order",
     "out_of_order.title out_of_order.text not_enrolled.title not_enrolled.text not_enrolled.staff full.title "
     "full.text full.staff refused.title refused.staff.unknown refused.staff.withdrawn refused.staff.copied"},
    {"waiting",
     "attract.title attract.subtitle attract.touch attract.example attract.commitment attract.said "
     "attract.did language.complete closed.title closed.today closed.tomorrow closed.on_day closed.on_date "
     "closed.later closed.monday closed.tuesday closed.wednesday closed.thursday closed.friday closed.saturday "
     "closed.sunday trust.mark salvage.mark commitment.sample commitment.ours commitment.summary_ours "
     "commitments.attribution"},
    {"enrolled", "enrolled.title enrolled.text enrolled.otherwise enrolled.same fingerprint.title"},
    {"menu",
     "menu.title menu.subtitle menu.rate menu.rate.hint menu.propose menu.propose.hint menu.petitions "
     "menu.commitments menu.follow menu.promise menu.kiosk menu.assist assist.on nav.start_again nav.more "
     "services.names"},
    {"propose: theme",
     "nav.back nav.start_again propose.step propose.theme.title propose.theme.help propose.elsewhere "
     "commitment.sample nav.more nav.next themes.names themes.hints"},
    {"propose: elsewhere",
     "nav.back nav.start_again elsewhere.title elsewhere.help elsewhere.complaint "
     "elsewhere.complaint.text elsewhere.complaint.address elsewhere.national.address elsewhere.national "
     "elsewhere.national.text elsewhere.papers "
     "elsewhere.papers.text elsewhere.propose nav.more"},
    {"propose: how",
     "nav.back nav.start_again propose.step how.title how.help how.speak how.speak.hint how.write "
     "how.write.hint nav.next nav.more"},
    {"propose: write",
     "nav.back nav.start_again propose.step propose.text.title propose.text.help "
     "propose.text.placeholder propose.text.empty propose.text.left propose.text.full commitment.sample nav.next"},
    {"propose: speak",
     "nav.back nav.start_again propose.step speak.title speak.help speak.ready speak.notice "
     "speak.record speak.stop speak.left speak.finishing speak.listen speak.pause speak.again speak.delete "
     "speak.failed speak.too_short nav.next nav.more"},
    {"propose: notice",
     "nav.back nav.start_again propose.author.title propose.author.help "
     "propose.author.notice propose.author.consent propose.author.needs_consent propose.author.named "
     "propose.author.anonymous nav.more"},
    {"propose: author",
     "nav.back nav.start_again propose.author.title propose.author.help "
     "propose.author.name propose.author.name.placeholder propose.author.contact "
     "propose.author.contact.placeholder propose.text.left propose.text.full nav.next"},
    {"propose: about",
     "nav.back nav.start_again propose.about.title propose.about.help "
     "propose.about.gender propose.about.woman propose.about.man propose.about.age "
     "propose.about.under_eighteen propose.about.from_eighteen propose.about.from_twenty_five "
     "propose.about.from_thirty_five propose.about.from_fifty propose.about.from_sixty_five propose.about.skip "
     "nav.next nav.more"},
    {"propose: review",
     "nav.back nav.start_again propose.step propose.review.title propose.review.help "
     "propose.review.theme propose.review.voice propose.review.text propose.review.author "
     "propose.review.without_name propose.review.about propose.review.no_answer propose.review.edit propose.review.add "
     "propose.author.title propose.about.title "
     "propose.review.commitment propose.review.send propose.about.woman propose.about.man "
     "propose.about.under_eighteen propose.about.from_eighteen propose.about.from_twenty_five "
     "propose.about.from_thirty_five propose.about.from_fifty propose.about.from_sixty_five assist.on "
     "speak.listen speak.pause speak.delete commitment.sample nav.more"},
    {"rate: services", "nav.back nav.start_again rate.services.title rate.services.help nav.more services.names"},
    {"rate: faces",
     "nav.back nav.start_again rate.faces.title rate.faces.help rate.very_satisfied rate.satisfied "
     "rate.neutral rate.dissatisfied rate.very_dissatisfied rate.commitment.title trust.mark commitment.sample "
     "services.names"},
    {"rate: keeping", "saving.title saving.text nav.more"},
    {"rate: reasons",
     "nav.back nav.start_again rate.reasons.title rate.reasons.help rate.reasons.unkept "
     "rate.comment.add rate.commitment.more rate.done commitment.sample nav.more services.names reasons.names"},
    {"rate: comment",
     "nav.back nav.start_again rate.comment.title rate.comment.help rate.comment.placeholder "
     "rate.commitment.comment rate.done propose.text.left propose.text.full"},
    {"rate: thanks",
     "receipt.thanks thanks.text thanks.again thanks.commitments receipt.done receipt.closes "
     "nav.start_again nav.more"},
    {"petitions",
     "nav.back nav.start_again petitions.title petitions.help petitions.none petitions.start "
     "petition.progress petition.wanted petition.open petition.closing petition.closed petition.sample "
     "nav.more"},
    {"petition",
     "nav.back nav.start_again petition.asks petition.progress petition.wanted petition.closing "
     "petition.closed petition.complete petition.silent petition.lost petition.heard petition.not_counted "
     "petition.representative petition.until petition.sign petition.gone petition.no_effect petition.sample "
     "nav.more"},
    {"sign: who",
     "nav.back nav.start_again propose.step sign.who.title sign.who.help sign.link.question "
     "sign.resident sign.activity sign.list.question sign.listed sign.not_listed sign.gap.who "
     "form.gap.electoral_list form.gap.not_on_the_list nav.next nav.more"},
    {"sign: name",
     "nav.back nav.start_again propose.step sign.name.title sign.name.help sign.given_name "
     "sign.family_name sign.national_id sign.national_id.placeholder form.gap.given_name form.gap.family_name "
     "form.gap.national_id form.gap.national_id_malformed propose.text.left propose.text.full nav.next"},
    {"sign: home",
     "nav.back nav.start_again propose.step sign.home.title sign.home.help sign.home.placeholder "
     "sign.home.none form.gap.residence propose.text.left propose.text.full nav.next nav.more"},
    {"sign: ink",
     "nav.back nav.start_again propose.step sign.ink.title sign.ink.help sign.ink.clear form.gap.ink "
     "form.gap.ink_too_small nav.next nav.more"},
    {"sign: review",
     "nav.back nav.start_again propose.step sign.review.title sign.review.help sign.review.who "
     "sign.resident sign.activity sign.review.listed sign.review.not_listed sign.review.person "
     "sign.review.residence sign.review.ink propose.review.edit sign.notice sign.consent sign.gap.consent "
     "sign.send assist.on nav.more"},
    {"signed", "receipt.thanks signed.text petition.no_effect receipt.done receipt.closes nav.more"},
    {"start: kind",
     "nav.back nav.start_again propose.step start.kind.title start.kind.help start.to start.by "
     "start.citizens start.association start.threshold start.spread start.declare.title start.declare.age "
     "start.declare.standing start.declare.seat start.declare.activity petition.no_effect form.gap.addressee "
     "form.gap.association_conditions form.gap.authorisation nav.next nav.more"},
    {"start: text",
     "nav.back nav.start_again propose.step start.text.title start.text.help start.object "
     "start.object.placeholder start.reasons start.reasons.placeholder form.gap.object "
     "form.gap.object_too_long form.gap.reasons form.gap.reasons_too_long propose.text.left propose.text.full "
     "nav.next"},
    {"start: who",
     "nav.back nav.start_again propose.step start.who.title start.who.help start.name "
     "sign.national_id sign.national_id.placeholder propose.author.contact propose.author.contact.placeholder "
     "start.association_name form.gap.representative_name form.gap.representative_contact form.gap.national_id "
     "form.gap.national_id_malformed form.gap.association_name propose.text.left propose.text.full nav.next"},
    {"start: review",
     "nav.back nav.start_again propose.step start.review.title start.review.help start.review.gaps "
     "start.review.to start.review.text start.review.who propose.review.edit start.notice start.consent start.object "
     "start.reasons start.name sign.national_id propose.author.contact start.association_name "
     "sign.gap.consent form.gap.object form.gap.reasons form.gap.representative_name "
     "form.gap.representative_contact form.gap.national_id form.gap.association_name "
     "form.gap.association_conditions form.gap.addressee propose.review.send assist.on nav.more"},
    {"commitments",
     "commitment.sample nav.back nav.start_again commitments.title commitments.help commitments.by_member "
     "commitments.by_theme commitments.by_progress commitments.count commitments.attribution "
     "completion.no_evidence completion.not_started completion.limited completion.substantial "
     "completion.complete completion.unknown nav.more themes.names"},
    {"commitments: list",
     "nav.back nav.start_again commitments.count commitments.attribution commitment.sample "
     "completion.no_evidence completion.not_started completion.limited completion.substantial "
     "completion.complete completion.unknown nav.more themes.names"},
    {"commitment",
     "nav.back nav.start_again commitment.sample commitment.ours commitment.summary_ours "
     "commitment.about commitment.standing commitment.progress commitment.potential commitment.not_published "
     "completion.no_evidence completion.not_started completion.limited completion.substantial "
     "completion.complete completion.unknown potential.unclear potential.modest potential.substantial "
     "commitment.milestones milestone.done milestone.under_way milestone.not_started milestone.unknown "
     "milestone.due commitment.indicators indicator.baseline indicator.latest indicator.target indicator.value "
     "indicator.percent commitment.who commitment.lead commitment.with commitment.partners "
     "commitment.partners.none commitment.period commitment.from_to commitment.from commitment.until "
     "commitment.source commitment.source.qr commitment.rate commitment.propose commitments.attribution "
     "nav.more"},
    {"saving",
     "saving.title saving.text saving.failed.title saving.failed.unkept saving.failed.rating "
     "saving.failed.retry nav.start_again nav.more"},
    {"receipt",
     "receipt.thanks receipt.title receipt.code receipt.keep receipt.qr receipt.recorded "
     "receipt.petition.title receipt.petition.keep receipt.petition.recorded receipt.closes receipt.more_time "
     "receipt.done "
     "nav.more"},
    {"follow",
     "nav.back nav.start_again follow.title follow.help follow.mistyped follow.looking follow.failed "
     "follow.search"},
    {"follow: what became",
     "nav.start_again became.title became.under_study became.accepted became.done became.declined "
     "became.elsewhere became.recorded became.recorded.text became.delivered became.delivered.text "
     "became.unknown became.unknown.text became.needs_desk became.needs_desk.text became.newer became.answer "
     "became.earlier became.step.recorded became.step.delivered became.step.studied became.step.answered "
     "became.heard became.heard.never became.another receipt.done nav.more"},
    {"about the kiosk",
     "nav.back about_kiosk.title about_kiosk.help about_kiosk.content about_kiosk.text "
     "fingerprint.title trust.differs salvage.missing nav.more"},
    {"badge",
     "nav.back nav.start_again badge.title badge.help badge.unknown badge.mistyped follow.looking "
     "follow.search"},
    {"assist", "nav.start_again assist.title assist.help assist.text assist.badge assist.yes assist.no nav.more"},
});

}  // namespace minbar::kiosk::reading
