/** Length of the finest bucket, and of the interval that one contribution belongs to. */
export const MINUTE_MS = 60_000;
