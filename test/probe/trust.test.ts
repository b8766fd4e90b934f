import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createServer, type SecureContext, type Server } from "node:tls";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { readCaFile, trustAlso } from "../../probe/trust.ts";
import { ISSUED_CERTIFICATE, TEST_AUTHORITY, TEST_CERTIFICATE } from "./helpers/tls-certificate.ts";

let dir = "";
let server: Server;
let port = 0;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "isochrone-trust-"));
  server = createServer(ISSUED_CERTIFICATE, (socket) => socket.on("error", () => undefined));
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as { port: number }).port;
});
afterAll(async () => {
  server.close();
  await rm(dir, { recursive: true, force: true });
});
afterEach(() => vi.unstubAllEnvs());

async function fileWith(content: string): Promise<string> {
  const path = join(dir, "ca.pem");
  await writeFile(path, content);
  return path;
}

/** The code of the error, or null when the server is trusted. */
function refusal(secureContext: SecureContext): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", secureContext });
    socket.once("secureConnect", () => resolve(null));
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "none"));
    socket.once("close", () => socket.destroy());
    socket.once("secureConnect", () => socket.destroy());
  });
}

const trusted = async (ca: string) => {
  const context = trustAlso(await readCaFile(await fileWith(ca)));
  if (context === null) throw new Error("no trust was made");
  return refusal(context);
};

describe("probe/trust", () => {
  it("trusts every authority of a file, whatever stands between them", async () => {
    const commented = `# the office\n${TEST_CERTIFICATE.cert}\r\n\r\n# the lab\n${TEST_AUTHORITY}\n`;
    expect(await trusted(commented)).toBeNull();
    expect(await trusted(TEST_CERTIFICATE.cert)).not.toBeNull();
  });

  it("keeps the trust in what Node was told to trust besides", async () => {
    const extra = join(dir, "extra.pem");
    await writeFile(extra, TEST_AUTHORITY);
    vi.stubEnv("NODE_EXTRA_CA_CERTS", extra);
    const known = process.versions.node.startsWith("20.");
    // Later versions of Node read the variable when they start, which is too early for this test.
    if (known) expect(await trusted(TEST_CERTIFICATE.cert)).toBeNull();
    vi.stubEnv("NODE_EXTRA_CA_CERTS", join(dir, "none.pem"));
    expect(await trusted(TEST_CERTIFICATE.cert)).not.toBeNull();
  });

  it("makes nothing where there is nothing to trust besides", () => {
    expect(trustAlso(null)).toBeNull();
  });

  it("says what is wrong with a file", async () => {
    await expect(readCaFile(join(dir, "none"))).rejects.toThrow(/cannot read .*none/);
    const key = ISSUED_CERTIFICATE.key;
    await expect(readCaFile(await fileWith(key))).rejects.toThrow("no certificate in PEM form");
    const torn = TEST_AUTHORITY.replace(/\n[A-Za-z0-9+/]{20}/, "\n");
    const second = await fileWith(`${TEST_CERTIFICATE.cert}\n${torn}`);
    await expect(readCaFile(second)).rejects.toThrow(/certificate 2 of .* cannot be read/);
  });
});
