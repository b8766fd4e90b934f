/**
 * Quotas of an account.
 * https://docs.aws.amazon.com/global-accelerator/latest/dg/limits-global-accelerator.html
 */
export const MOST_ACCELERATORS = 20;
export const MOST_LISTENERS = 10;
/** Of all listeners of an accelerator. */
export const MOST_GROUPS = 42;
export const MOST_PORT_RANGES = 10;
export const MOST_PORT_OVERRIDES = 10;
export const MOST_ENDPOINTS = 10;
/** https://docs.aws.amazon.com/global-accelerator/latest/dg/tagging-in-global-accelerator.html */
export const MOST_TAGS = 50;
