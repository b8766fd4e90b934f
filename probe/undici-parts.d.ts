// One part of undici by itself. Its index also loads fetch, caches, mocks and WebSockets, which a
// probe has no use for and which cost its measuring thread 7 MB.
declare module "undici/lib/dispatcher/client.js" {
  import type { Client } from "undici";

  const part: typeof Client;
  export = part;
}
