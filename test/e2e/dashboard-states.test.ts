import axeCore from "axe-core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { API } from "../../controller/contract/api.ts";
import { describeTrouble } from "../../controller/core/pressure/trouble-of-look.ts";
import { openBrowser } from "../helpers/browser.ts";
import { type DashboardServer, serveDashboard } from "../helpers/dashboard-server.ts";

const SCREENS = [
  "/",
  "/?entry=dns&vantage=us-west-2-lax-1a",
  "/matrix",
  "/matrix?entry=dns&stat=p99",
];
const SHAPES = [
  ["light", 1_440, 900],
  ["dark", 1_440, 900],
  ["light", 390, 844],
  ["dark", 390, 844],
] as const;
/** Each colour and each width once, for what depends on one of them at a time. */
const OPPOSITES = [SHAPES[0], SHAPES[3]] as const;

const FULL = describeTrouble("store_full", "93 % of its 512 MB are in use");
const AWAY = describeTrouble("store_unavailable", "connect ECONNREFUSED 10.0.0.7:6379");

describe("e2e/dashboard-states", () => {
  let browser: Browser;
  let server: DashboardServer;
  let context: BrowserContext | null = null;

  beforeAll(async () => {
    server = await serveDashboard();
    browser = await openBrowser();
  });
  afterEach(async () => {
    server.fail(API.status, null);
    server.fail(API.matrix, null);
    server.trouble(null);
    await context?.close();
    context = null;
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function open(
    path: string,
    colorScheme: "light" | "dark" = "light",
    width = 1_440,
    height = 900,
  ) {
    context ??= await browser.newContext({
      colorScheme,
      viewport: { width, height },
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    await page.goto(server.address + path);
    return { page, complaints };
  }

  it.each(SHAPES)("is free of axe violations in %s at %i × %i", async (scheme, width, height) => {
    for (const path of SCREENS) {
      const { page, complaints } = await open(path, scheme, width, height);
      await page
        .locator(path.startsWith("/matrix") ? "table.matrix td" : ".map svg")
        .first()
        .waitFor();
      expect(await violations(page)).toEqual([]);
      expect(complaints).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        width,
      );
      await page.close();
    }
  });

  it.each(OPPOSITES)(
    "says in %s at %i × %i what keeps the controller from its work",
    async (...shape) => {
      const [scheme, width, height] = shape;
      server.trouble(FULL);
      const { page, complaints } = await open("/", scheme, width, height);
      const band = page.getByRole("status").filter({ hasText: FULL.sentence });
      await band.waitFor();
      expect(await band.innerText()).toContain(FULL.mend);
      expect(await violations(page)).toEqual([]);
      expect(complaints).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        width,
      );
      server.trouble(null);
      await band.waitFor({ state: "detached" });
    },
  );

  it("says that Redis is away, keeps what it has, and recovers by itself", async () => {
    const { page } = await open("/matrix");
    await page.locator("td.cell-value").first().waitFor();
    server.trouble(AWAY, true);
    server.announce();
    const band = page.getByRole("status").filter({ hasText: AWAY.sentence });
    await band.waitFor();
    expect(await page.locator("td.cell-value").count()).toBeGreaterThan(0);
    server.trouble(null);
    await band.waitFor({ state: "detached" });
    await page.locator(".failure").waitFor({ state: "detached" });
  });

  it("shows a page opened while Redis is away as soon as it is back", async () => {
    server.trouble(AWAY, true);
    const { page } = await open("/");
    await page.getByRole("status").filter({ hasText: AWAY.sentence }).waitFor();
    server.trouble(null);
    await page.locator(".verdict").waitFor();
    expect(await page.locator(".failure").count()).toBe(0);
  });

  it("shows all seven states, none of them like another", async () => {
    const { page } = await open("/matrix");
    await page.locator("td.cell-value").first().waitFor();
    for (const state of ["few", "stale", "lost", "failed", "probe", "none"]) {
      expect(await page.locator(`td.cell-${state}`).count()).toBeGreaterThan(0);
    }
    const looks = await page.evaluate(() =>
      ["value", "few", "stale", "lost", "failed", "probe", "none"].map((state) => {
        const style = getComputedStyle(document.querySelector(`td.cell-${state}`) as Element);
        const { backgroundColor, backgroundImage, borderTopStyle, borderTopColor, color } = style;
        return [backgroundColor, backgroundImage, borderTopStyle, borderTopColor, color].join();
      }),
    );
    expect(new Set(looks).size).toBe(7);
  });

  it("walks the matrix by keyboard with one tab stop", async () => {
    const { page } = await open("/matrix");
    const at = () => page.evaluate(() => document.activeElement?.getAttribute("data-place") ?? "");
    await page.locator('[data-place="1:1"]').waitFor();
    await page.locator('input[name="mode"]:checked').focus();
    await page.keyboard.press("Tab");
    expect(await at()).toBe("1:1");
    for (const [key, place] of [
      ["ArrowDown", "2:1"],
      ["ArrowRight", "2:2"],
      ["End", "2:5"],
      ["Home", "2:0"],
      ["Control+End", "16:5"],
      ["Control+Home", "0:0"],
      ["ArrowRight", "0:1"],
      ["ArrowDown", "1:1"],
    ] as const) {
      await page.keyboard.press(key);
      expect(await at()).toBe(place);
    }
    expect(await page.locator('[role="tooltip"]').innerText()).toContain(
      "from us-east-1 to api-use1",
    );
    await page.keyboard.press("Enter");
    await page.locator(".cell-panel").waitFor();
    expect(page.url()).toContain("cell=us-east-1");
    await page.keyboard.press("Escape");
    await page.locator(".cell-panel").waitFor({ state: "detached" });
    await page.keyboard.press("Tab");
    expect(await at()).toBe("");
  });

  it("holds new data back while a cell is looked at, and counts it", async () => {
    const { page } = await open("/matrix");
    await page.locator(".live-live").waitFor();
    await page.locator('[data-place="3:2"]').hover();
    server.announce();
    await page.getByText("Paused, 1 update waiting").waitFor();
    const asked = page.waitForRequest((request) => request.url().includes(API.matrix));
    await page.mouse.move(5, 5);
    await asked;
    await page.locator(".live-live").waitFor();
  });

  it.each(OPPOSITES)(
    "marks in %s at %i × %i what is simulated, and opens its reasons by keyboard",
    async (...shape) => {
      const [scheme, width, height] = shape;
      const { page, complaints } = await open("/", scheme, width, height);
      const panel = page.getByRole("region", { name: "Recommendation" });
      await panel.locator(".advice").waitFor();
      expect(await panel.getByText("Simulated", { exact: true }).isVisible()).toBe(true);
      expect(await panel.getByText("nothing real should be changed for it").isVisible()).toBe(true);
      const designs = panel.getByRole("table", { name: /^Designs compared.*simulated$/ });
      expect(await designs.getByRole("rowheader").count()).toBe(3);
      for (const title of [/^2 more designs/, /^Why/, /^What would change/, /^What changed/]) {
        const summary = panel.locator("summary").filter({ hasText: title });
        await summary.focus();
        await page.keyboard.press("Enter");
      }
      expect(await panel.getByText("193 of 200 draws").isVisible()).toBe(true);
      expect(await violations(page)).toEqual([]);
      expect(complaints).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        width,
      );
    },
  );

  it("keeps the view in the address, and the theme over a reload", async () => {
    const { page } = await open("/matrix?stat=p95&window=1h");
    await page.locator("td.cell-value").first().waitFor();
    expect(await page.locator('input[name="stat"]:checked').inputValue()).toBe("p95");
    await page.locator("thead button").nth(2).click();
    await page.waitForURL(/sort=api-usw2/);
    await page.keyboard.press("t");
    await page.keyboard.press("t");
    await page.reload();
    expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
    await page.keyboard.press("g");
    await page.keyboard.press("o");
    await page.waitForURL(/\/\?.*stat=p95/);
  });

  it("keeps a failure inside its panel, with the last data and a retry", async () => {
    const { page } = await open("/matrix");
    await page.locator("td.cell-value").first().waitFor();
    server.fail(API.matrix, 400);
    server.announce();
    await page.getByText("Below: the data of").waitFor();
    expect(await page.locator("td.cell-value").count()).toBeGreaterThan(0);
    server.fail(API.matrix, null);
    await page.getByRole("button", { name: "Retry" }).click();
    await page.locator(".failure").waitFor({ state: "detached" });
  });

  it("says how to get a link where there is no session", async () => {
    server.fail(API.status, 401);
    const { page } = await open("/");
    await page.getByText("isochrone link").waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeCore.source);
  return await page.evaluate(async () => {
    const { axe: checker } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const found = await checker.run();
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}
