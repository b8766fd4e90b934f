/** What record sets may name beside the zone that they stand in. */
export interface KnownParts {
  readonly hasHealthCheck: (id: string) => boolean;
  /** True for `*` of every collection that is there. */
  readonly hasCidrLocation: (collectionId: string, location: string) => boolean;
}
