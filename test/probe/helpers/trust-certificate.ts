import tls from "node:tls";
import { vi } from "vitest";
import { TEST_CERTIFICATE } from "./tls-certificate.ts";

/** Has this process trust the test certificate, as one trusts a company's own; certificates stay verified. */
export function trustTestCertificate(): void {
  const create = tls.createSecureContext;
  vi.spyOn(tls, "createSecureContext").mockImplementation((options) =>
    create({ ...options, ca: [TEST_CERTIFICATE.cert] }),
  );
}
