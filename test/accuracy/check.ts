/** Something that was found, next to what it may be at most. */
export interface Check {
  what: string;
  found: string;
  budget: string;
  isMet: boolean;
}
