import { type Browser, chromium } from "playwright-core";

/**
 * A headless browser: on Linux x64 the Chromium that comes with the development dependencies, elsewhere
 * the Google Chrome of the machine. Whoever opens it closes it.
 * @throws Error that says how to get one
 */
export async function openBrowser(): Promise<Browser> {
  if (process.platform === "linux" && process.arch === "x64") return await openPackaged();
  try {
    return await chromium.launch({ channel: "chrome", headless: true });
  } catch (cause) {
    throw new Error("no browser for the tests: install Google Chrome and run them again", {
      cause,
    });
  }
}

/**
 * The package carries the system libraries that a bare machine lacks, and unpacks them when told so.
 * Its own arguments put everything in one process, which does not outlive the closing of a page.
 */
async function openPackaged(): Promise<Browser> {
  process.env["AWS_EXECUTION_ENV"] ??= "AWS_Lambda_nodejs22.x";
  const { default: packaged } = await import("@sparticuz/chromium");
  try {
    return await chromium.launch({
      executablePath: await packaged.executablePath(),
      args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
      headless: true,
    });
  } catch (cause) {
    throw new Error("the packaged Chromium does not start: run npm ci again", { cause });
  }
}
