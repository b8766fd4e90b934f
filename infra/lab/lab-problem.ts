/** An expected failure of the lab; its message says what is wrong and how to mend it. */
export class LabProblem extends Error {
  override readonly name = "LabProblem";
}
