import { z } from "zod";
import { Identifier } from "./measured.ts";
import { NumberBasis } from "./number-basis.ts";

/** Kinds of places that a further endpoint may stand in. Outposts are those where vantages stand. */
export const SiteKind = z.enum(["region", "local-zone", "outpost"]);

export type SiteKind = z.infer<typeof SiteKind>;

/** How users would be led to the endpoints, those of today and further ones. */
export const PlacementPolicy = z.enum(["latency", "geoproximity", "accelerator"]);

export type PlacementPolicy = z.infer<typeof PlacementPolicy>;

const MOST_SITES = 8;

/** Which further sites are asked for. */
export const PlacementQuery = z.object({
  add: z.coerce.number().int().min(1).max(MOST_SITES).default(1).describe("sites to add"),
  kinds: z
    .string()
    .regex(/^(region|local-zone|outpost)(,(region|local-zone|outpost))*$/, {
      error: "must be region, local-zone, outpost, or several of them with commas between",
    })
    .default("region")
    .describe("kinds of places, with commas between"),
  policy: PlacementPolicy.default("latency").describe("how users would be led to them"),
});

export type PlacementQuery = z.infer<typeof PlacementQuery>;

/** A time in microseconds, and the least certain of what it stands on. */
const BasedUs = z.object({ us: z.int().nonnegative(), basis: NumberBasis });

/** A further site, and what it would do. */
const PlacedSite = z.object({
  place: Identifier,
  kind: SiteKind,
  /** The Region that it is or belongs to. */
  region: z.string(),
  latitude: z.number(),
  longitude: z.number(),
  /** Share of the users that would be led there. */
  usersRatio: z.number().min(0).max(1),
  /** How much sooner they would be answered, mean of their medians; negative where later. */
  gainUs: z.int(),
  /** By how much the mean of all users rises when it fails. */
  lossUs: z.int(),
  /** Whether the gain is beyond the practical threshold. */
  isWorth: z.boolean(),
  basis: NumberBasis,
  /** What running it costs in a month; null where nothing tells. */
  usdPerMonth: z.number().nonnegative().nullable(),
  /** How the cost is known, or what would make it known. */
  costText: z.string(),
  /** Vantages from where the time to it is not measured, those with the most users first. */
  measureFrom: z.array(Identifier),
});

export type PlacedSite = z.infer<typeof PlacedSite>;

const PlacedGroup = z.object({
  group: Identifier,
  label: z.string(),
  share: z.number(),
  /** Where most of it is served, and its time there: the mean over its vantages. */
  before: BasedUs.extend({ at: Identifier }).nullable(),
  after: BasedUs.extend({ at: Identifier }).nullable(),
});

export type PlacedGroup = z.infer<typeof PlacedGroup>;

/** How it goes when one endpoint or site fails. */
const Loss = z.object({
  lost: Identifier,
  /** Null where nobody is left to serve. */
  meanUs: z.int().nonnegative().nullable(),
  /** Share of the users who would be served where they must not be. */
  forbiddenRatio: z.number().min(0).max(1),
});

export type Loss = z.infer<typeof Loss>;

/** Which further sites would help whom, and by how much. */
export const PlacementAdvice = z.object({
  service: Identifier,
  label: z.string(),
  atMs: z.int(),
  policy: PlacementPolicy,
  asked: z.object({ add: z.int().positive(), kinds: z.array(SiteKind) }),
  /** Share of the users whose times to the endpoints of today were measured. */
  measuredRatio: z.number().min(0).max(1),
  /** Means over users of the median from where they are, as the policy would lead them. */
  before: BasedUs.nullable(),
  after: BasedUs.nullable(),
  /** The same sites if everybody went to the best for them. */
  afterBest: BasedUs.nullable(),
  /** The sites that would be best if everybody went to the best for them. */
  optimum: z.object({ places: z.array(Identifier), meanUs: z.int().nonnegative() }).nullable(),
  sites: z.array(PlacedSite),
  groups: z.array(PlacedGroup),
  losses: z.array(Loss),
  /** Share of the users who would be served where they must not be, with everything up. */
  forbiddenRatio: z.number().min(0).max(1),
  search: z.object({
    candidates: z.int().nonnegative(),
    isExact: z.boolean(),
    /** How much better any other choice could be at most, of the mean; 0 where all were looked at. */
    gapRatio: z.number().min(0),
  }),
  /** Measured over modelled times on paths that have both; null without any. */
  modelCheck: z
    .object({ paths: z.int().positive(), middleRatio: z.number().positive() })
    .nullable(),
  /** Places that were not looked at, and why. */
  excluded: z.array(z.object({ what: z.string(), why: z.string() })),
  /** What to do before it is believed, the most important first. */
  doFirst: z.array(z.string()),
  sentence: z.string(),
});

export type PlacementAdvice = z.infer<typeof PlacementAdvice>;
