/** Lets so many tasks be in work at once; the others wait in the order in which they came. */
export function limited(most: number): <Result>(task: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let inWork = 0;
  return async (task) => {
    if (inWork >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else inWork += 1;
    try {
      return await task();
    } finally {
      // A place that is free goes to the next in line at once, or back.
      const next = waiting.shift();
      if (next === undefined) inWork -= 1;
      else next();
    }
  };
}
