import { Pool } from "undici";
import { issueApiToken } from "../../../controller/access/grant-access.ts";
import type { Store } from "../../../controller/store/store.ts";

/** A question to the API: where, and what. */
export type Question = {
  readonly path: string;
  readonly query: Readonly<Record<string, string | number>>;
};

/** How long some questions took, in ms, and the bytes of the last answer. */
type Answers = { readonly sortedMs: readonly number[]; readonly bytes: number };

export type Asker = {
  /** Asks one after the other; each element of the list is asked as a whole, its questions at once. */
  ask(questions: readonly (readonly Question[])[]): Promise<Answers>;
  close(): Promise<void>;
};

/** Asked before anything is counted: what is compiled is compiled then. */
const WARM_UP = 20;

/** Asks over HTTP, as a person with several pages open does. */
export function openAsker(url: string, store: Store): Asker {
  const pool = new Pool(url, { connections: 6 });
  let tokens = 0;
  const askOne = async ({ path, query }: Question, token: string): Promise<number> => {
    const text = new URLSearchParams(
      Object.entries(query).map(([name, value]) => [name, String(value)]),
    );
    const { statusCode, body } = await pool.request({
      method: "GET",
      path: `${path}?${text}`,
      headers: { authorization: `Bearer ${token}` },
    });
    const answer = await body.arrayBuffer();
    if (statusCode === 200) return answer.byteLength;
    throw new Error(`${path}?${text} was answered ${statusCode}: ${Buffer.from(answer)}`);
  };
  return {
    async ask(questions) {
      tokens += 1;
      // Nobody may ask more than so many in a minute.
      const token = await issueApiToken(store.access, `bench-${tokens}`, "viewer");
      let bytes = 0;
      const askAll = async (together: readonly Question[]) => {
        const startedMs = performance.now();
        const lengths = await Promise.all(together.map((each) => askOne(each, token)));
        bytes = lengths.reduce((sum, length) => sum + length, 0);
        return performance.now() - startedMs;
      };
      for (const together of questions.slice(0, WARM_UP)) await askAll(together);
      const all: number[] = [];
      for (const together of questions) all.push(await askAll(together));
      return { sortedMs: all.sort((a, b) => a - b), bytes };
    },
    close: () => pool.close(),
  };
}
