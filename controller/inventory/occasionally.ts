/** Passes on the newest of many values, at most so often and one at a time. */
export type Occasionally<Value> = {
  add(value: Value): void;
  /** Passes nothing on any more, and resolves when what is on its way has arrived. */
  close(): Promise<void>;
};

export function occasionally<Value>(
  everyMs: number,
  pass: (value: Value) => Promise<void>,
): Occasionally<Value> {
  let newest: { value: Value } | null = null;
  let passing = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;
  const turn = () => {
    timer = null;
    if (newest === null) return;
    const { value } = newest;
    newest = null;
    timer = setTimeout(turn, everyMs).unref();
    passing = passing.then(() => pass(value));
  };
  return {
    add(value) {
      newest = { value };
      if (timer === null) turn();
    },
    async close() {
      newest = null;
      if (timer !== null) clearTimeout(timer);
      // Whoever adds after the end is not heard.
      timer = setTimeout(() => undefined, 0);
      await passing;
    },
  };
}
