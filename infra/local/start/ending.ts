/** Why a running start comes to its end. */
export type End =
  | { kind: "asked" }
  | { kind: "time-is-up" }
  /** `error` is what people are told. */
  | { kind: "failed"; error: unknown };

export interface Ending {
  /** Resolves with the first reason given. */
  reason: Promise<End>;
  end(reason: End): void;
  /** The step's result, unless the end comes first: then it throws {@link Ended}. */
  orEnd<T>(step: Promise<T>): Promise<T>;
}

/** Thrown out of a start that was asked to end before it was complete. */
export class Ended extends Error {
  override readonly name = "Ended";
  readonly end: End;

  constructor(end: End) {
    super(`ended: ${end.kind}`);
    this.end = end;
  }
}

export function createEnding(): Ending {
  let given: End | null = null;
  let resolveReason: (reason: End) => void = () => undefined;
  const reason = new Promise<End>((resolve) => {
    resolveReason = resolve;
  });
  return {
    reason,
    end: (why) => {
      given ??= why;
      resolveReason(given);
    },
    orEnd: async (step) => {
      // Whichever loses the race must not count as unhandled.
      step.catch(() => undefined);
      const first = await Promise.race([
        reason.then(() => null),
        step.then((value) => ({ value })),
      ]);
      if (given !== null || first === null) throw new Ended(given ?? (await reason));
      return first.value;
    },
  };
}
