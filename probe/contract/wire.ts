/** Where a probe calls the controller. A probe opens no port for it. */
export const PROBE_API = {
  /** GET, `?vantage=`; answers an Assignment with an ETag, or 304. */
  assignment: "/v1/assignment",
  /** POST, a Batch as JSON, optionally gzip; answers 202 with a BatchReceipt. */
  batches: "/v1/batches",
  /** POST, a StretchBatch as JSON, optionally gzip; answers 202 with a BatchReceipt. */
  stretches: "/v1/stretches",
} as const;
