/** One line per system. Isochrone needs Redis or Valkey, whichever the system offers. */
export const HOW_TO_GET_REDIS = [
  "Install one of these, or set REDIS_URL to a running server, or REDIS_SERVER_BIN to a binary:",
  "  Debian, Ubuntu   sudo apt install redis-server",
  "  Fedora, RHEL     sudo dnf install valkey",
  "  Alpine           sudo apk add valkey",
  "  Arch             sudo pacman -S valkey",
  "  macOS            brew install valkey",
  "  any of them      start Docker or Podman; a Valkey container is then used",
].join("\n");
