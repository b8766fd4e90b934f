import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import * as tls from "node:tls";

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/**
 * Reads certificates of authorities (PEM, RFC 7468), one or more.
 *
 * @returns the text of the certificates alone
 * @throws Error saying what is wrong with the file
 */
export async function readCaFile(path: string): Promise<string> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new Error(`cannot read ${path}`, { cause });
  }
  const blocks = text.match(PEM_CERTIFICATE) ?? [];
  if (blocks.length === 0) {
    throw new Error(
      `${path} holds no certificate in PEM form, which begins with -----BEGIN CERTIFICATE-----`,
    );
  }
  for (const [index, block] of blocks.entries()) {
    try {
      new X509Certificate(block);
    } catch (cause) {
      throw new Error(`certificate ${index + 1} of ${path} cannot be read`, { cause });
    }
  }
  return blocks.join("\n");
}

/**
 * Trust in the authorities of a PEM text besides those that Node trusts by itself. It is made once per
 * thread, because it parses every root certificate.
 *
 * @param ca null trusts what Node trusts
 * @returns null for that too, which costs nothing
 */
export function trustAlso(ca: string | null): tls.SecureContext | null {
  return ca === null ? null : tls.createSecureContext({ ca: [...trustedByNode(), ca] });
}

/** Later versions of Node tell it themselves; Node 20 does not, and its `rootCertificates` lack the extra ones. */
function trustedByNode(): readonly string[] {
  const { getCACertificates } = tls as { getCACertificates?: (type: "default") => string[] };
  if (getCACertificates !== undefined) return getCACertificates("default");
  const extra = process.env["NODE_EXTRA_CA_CERTS"];
  return extra ? [...tls.rootCertificates, ...readExtra(extra)] : tls.rootCertificates;
}

/** Node itself passes over a file that it cannot read, with a warning. */
function readExtra(path: string): string[] {
  try {
    return readFileSync(path, "utf8").match(PEM_CERTIFICATE) ?? [];
  } catch {
    return [];
  }
}
