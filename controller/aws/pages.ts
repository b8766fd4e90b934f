/** A list that gives the same page for ever would never end. */
class RepeatedPage extends Error {
  override readonly name = "RepeatedPage";
}

/**
 * Reads a list page by page. What was read of earlier pages is the caller's when a later one fails.
 *
 * @param next what asks for the page after this one; undefined after the last
 */
export async function* pagesOf<Page, Token>(
  ask: (token: Token | undefined) => Promise<Page>,
  next: (page: Page) => Token | undefined,
): AsyncGenerator<Page> {
  const seen = new Set<string>();
  let token: Token | undefined;
  do {
    const page: Page = await ask(token);
    yield page;
    token = next(page);
    const mark = JSON.stringify(token ?? null);
    if (token !== undefined && seen.has(mark)) {
      throw new RepeatedPage("AWS gave the same page a second time; the list was left there.");
    }
    seen.add(mark);
  } while (token !== undefined);
}

/** A token that says that there is more; services that have no more leave it out or empty. */
export function tokenOf(text: string | undefined): string | undefined {
  return text === undefined || text === "" ? undefined : text;
}
