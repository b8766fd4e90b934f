/** What prices know a zone by: an Availability Zone by its Region, a Local Zone by its group. */
export function pricedPlace(place: string): string {
  return /^([a-z]{2}(?:-[a-z]+)+-\d(?:-[a-z]{3}-\d)?)[a-z]?$/.exec(place)?.[1] ?? place;
}
