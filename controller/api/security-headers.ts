import type { FastifyHelmetOptions } from "@fastify/helmet";

/** Nothing is loaded from elsewhere, nothing inline is run, and no other site may frame the pages. */
export const SECURITY_HEADERS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      connectSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      fontSrc: ["'self'"],
      manifestSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  // On plain HTTP browsers ignore it; where TLS ends before the controller, that place decides.
  strictTransportSecurity: false,
  referrerPolicy: { policy: "no-referrer" },
} satisfies FastifyHelmetOptions;
