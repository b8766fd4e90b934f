/** Where one state ends and the next begins. All are defaults that an owner may see and question. */
export const VERDICT_RULES = {
  /** Nothing is judged before one whole minute is there. */
  startingMs: 60_000,
  /** A probe is silent when this many rounds or reports in a row are missing, … */
  silentAfterRounds: 3,
  /** … but never sooner than this, so that one slow report does not make the state flap. */
  leastSilentMs: 30_000,
  /** A probe that starts less than this share of its due attempts falls behind. */
  leastRunRatio: 0.95,
  /** Silent or unheard vantages above this share leave the picture too thin for a verdict. */
  silentShare: 0.2,
  /** So do measured series below this share of the assigned ones. */
  measuredShare: 0.8,
  /** Lost and failed attempts above this share impair a path … */
  badRatio: 0.05,
  /** … when there are at least so many of them: one loss in ten attempts is chance. */
  leastBadAttempts: 3,
  /** One vantage without any answer may be its own trouble; two are not. */
  leastOutageVantages: 2,
  /** A factor is named when it explains this share of the bad paths … */
  explainedShare: 0.7,
  /** … and when this share of the factor's own paths is bad. */
  affectedShare: 0.5,
} as const;
