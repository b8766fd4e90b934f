import { describe, expect, it } from "vitest";
import { pagesOf } from "../../../controller/aws/pages.ts";

async function all<Page>(pages: AsyncGenerator<Page>): Promise<Page[]> {
  const found: Page[] = [];
  for await (const page of pages) found.push(page);
  return found;
}

describe("pagesOf", () => {
  it("asks for the page after each, until there is none", async () => {
    const pages = pagesOf(
      (token: number | undefined) => Promise.resolve(token ?? 0),
      (page) => (page < 3 ? page + 1 : undefined),
    );
    await expect(all(pages)).resolves.toEqual([0, 1, 2, 3]);
  });

  it("leaves a list that goes in a circle", async () => {
    const pages = pagesOf(
      (token: string | undefined) => Promise.resolve(token ?? "a"),
      (page) => (page === "a" ? "b" : "a"),
    );
    await expect(all(pages)).rejects.toThrow(/same page a second time/);
  });
});
