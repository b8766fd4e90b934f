/** What was found before a start. Null or left out of a list means that nothing tells: that is no pass. */
export type PreflightFacts = {
  /** Hash of the plan that is kept now, and of the one of this run. */
  readonly planHash: string;
  readonly runPlanHash: string;
  /** What keeps runs from beginning now; null where nothing does. */
  readonly keptBy: "window" | "blackout" | null;
  /** Another run of the service that goes on; null without one. */
  readonly otherRun: string | null;
  /** Seconds since the last run of the service ended; null where there was none. */
  readonly lastEndedAgoS: number | null;
  /** Clean runs of this plan's service outside of production, and runs in it. */
  readonly cleanRunsElsewhere: number;
  readonly runsInProduction: number;
  /** Whether each other endpoint served a request of the kind that users make. */
  readonly others: readonly { readonly id: string; readonly serves: boolean | null }[];
  /** Room of the others, as a share of what the failing one takes: 1 is just enough. */
  readonly headroomRatio: number | null;
  readonly replicationLagS: number | null;
  /** Seconds since the last alarm was over; null where nothing tells. */
  readonly alarmsQuietS: number | null;
  /** A TTL that was lowered: the old one, and seconds since; null where nothing tells. */
  readonly ttl: { readonly longestS: number; readonly changedAgoS: number | null } | null;
  /** Records of the group that have no health check. */
  readonly recordsWithoutCheck: readonly string[] | null;
  /** Ways in which the endpoint is answered or served when everything looks unwell. */
  readonly failOpen: readonly string[] | null;
  /** Steps of the failover that need a control plane. */
  readonly controlPlaneSteps: readonly string[] | null;
  /** Seconds since the way back of this injector was tried last with success; null: never. */
  readonly restoreTestedAgoS: number | null;
  readonly optIn: { readonly ok: boolean; readonly reason: string } | null;
  readonly vantages: readonly {
    readonly id: string;
    readonly clockOffsetMs: number | null;
    /** Seconds since it told something. */
    readonly heardAgoS: number | null;
    /** Whether it stands outside of AWS. */
    readonly isOutside: boolean;
  }[];
  /** An open incident; `false`: none is open; null where nothing tells. */
  readonly incident: string | false | null;
};
