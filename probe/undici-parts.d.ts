// Two parts of undici by themselves. Its index also loads fetch, caches, mocks and WebSockets, which a
// probe has no use for and which cost each of its threads 7 MB.
declare module "undici/lib/dispatcher/client.js" {
  import type { Client } from "undici";

  const part: typeof Client;
  export = part;
}

declare module "undici/lib/dispatcher/pool.js" {
  import type { Pool } from "undici";

  const part: typeof Pool;
  export = part;
}
