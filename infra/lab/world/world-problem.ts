/** Something wrong in a world file: where (keys and list positions from the root), and what. */
export interface WorldProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}
