// The floor of a start: the least program that shows a sentence with SDL2 and SDL2_ttf, in the kiosk's size and with
// one of its faces. Stays until it is ended: bare_window FONT
#include <SDL.h>
#include <SDL_ttf.h>
#include <unistd.h>

int main(int argc, char** argv) {
  constexpr int width = 1080;
  constexpr int height = 1920;
  constexpr SDL_Color ink{20, 20, 20, 255};
  SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");        // SIGTERM ends it wherever it is
  SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");  // as the kiosk: no graphics driver is loaded
  if (argc != 2 || SDL_Init(SDL_INIT_VIDEO) != 0 || TTF_Init() != 0) return 1;
  SDL_Window* window = SDL_CreateWindow("", 0, 0, width, height, 0);
  SDL_Surface* screen = window != nullptr ? SDL_GetWindowSurface(window) : nullptr;
  TTF_Font* font = TTF_OpenFont(argv[1], 48);
  if (screen == nullptr || font == nullptr) return 1;
  SDL_Surface* words = TTF_RenderUTF8_Blended(font, "Touch to begin", ink);
  if (words == nullptr) return 1;
  SDL_FillRect(screen, nullptr, SDL_MapRGB(screen->format, 250, 246, 238));
  SDL_Rect place{100, 900, words->w, words->h};
  SDL_BlitSurface(words, nullptr, screen, &place);
  SDL_UpdateWindowSurface(window);
  return ::pause();
}
