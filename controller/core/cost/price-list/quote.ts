/** What a product is, in the words of the price book. */
export type Selection = {
  /** Name in the price book. */
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly per: 1 | 1_000_000;
  /** Units that the Price List may count it in. */
  readonly units: RegExp;
  /** Whether AWS may state that it costs nothing at all. */
  readonly mayBeFree?: boolean;
  /** Units that cost nothing and that the Price List leaves out of the tiers. */
  readonly included?: number;
  readonly note?: string;
};

/** The product is what is looked for, but says something that cannot be understood. */
export type Refusal = { readonly refused: string };

/** Says what a product of one service is; null where it is nothing that is looked for. */
export type Selector = (
  attributes: Attributes,
  productFamily: string,
) => Selection | Refusal | null;

/** Attributes of a product; a missing one reads as an empty text. */
export type Attributes = (name: string) => string;

export type QuoteTier = { readonly upTo: number | null; readonly usd: string };

/** A price that AWS states. */
export type Quote = {
  readonly selection: Selection;
  readonly tiers: readonly QuoteTier[];
  /** Code of the service in the Price List: `AmazonRoute53`. */
  readonly service: string;
  /** Day on which AWS published it. */
  readonly asOf: string | null;
};

/** Compares without regard to case, as the Price List writes its words now this way and now that. */
export function same(text: string, other: string): boolean {
  return text.toLowerCase() === other.toLowerCase();
}
