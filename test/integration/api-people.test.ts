import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ChangeEvent } from "../../controller/contract/event.ts";
import { Matrix } from "../../controller/contract/matrix.ts";
import { Problem } from "../../controller/contract/problem.ts";
import { Status } from "../../controller/contract/status.ts";
import { startTestController, type TestController } from "../helpers/controller.ts";
import { ESTATE } from "../helpers/estate.ts";

let controller: TestController;
let pages: string;
let viewer: string;

beforeAll(async () => {
  pages = await mkdtemp(join(tmpdir(), "isochrone-pages-"));
  await mkdir(join(pages, "assets"));
  await writeFile(join(pages, "index.html"), "<!doctype html><title>pages</title>");
  await writeFile(join(pages, "assets", "app-1a2b3c.js"), "export {};");
  controller = await startTestController({ dashboardDir: pages });
  viewer = await controller.issueApiToken("test", "viewer");
});
afterAll(async () => {
  await controller?.close();
  await rm(pages, { recursive: true, force: true });
});

const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  fetch(`${controller.url}${path}`, { method, headers, redirect: "manual" });
const asViewer = (path: string) => get(path, { authorization: `Bearer ${viewer}` });

async function logIn(): Promise<Record<string, string>> {
  const answer = await fetch(await controller.issueLoginUrl(), { redirect: "manual" });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/"]);
  const cookie = answer.headers.get("set-cookie") ?? "";
  expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/);
  return { cookie: cookie.split(";")[0] ?? "" };
}

async function problem(answer: Promise<Response>) {
  const response = await answer;
  const { code, fields } = Problem.parse(await response.json());
  return { status: response.status, code, paths: fields.map(({ path }) => path) };
}

describe("controller/api without an estate", () => {
  it("says that nothing is declared yet", async () => {
    for (const path of ["/v1/status", "/v1/matrix", "/v1/estate", "/v1/recommendations"]) {
      expect(await problem(asViewer(path))).toMatchObject({ status: 503, code: "no_estate" });
    }
    await controller.loadEstate(ESTATE);
    expect((await asViewer("/v1/estate")).status).toBe(200);
  });
});

describe("controller/api/routes/session", () => {
  const askForLink = (token: string) =>
    get("/v1/session/link", { authorization: `Bearer ${token}` }, "POST");

  it("gives an admin a link that logs in once", async () => {
    const answer = await askForLink(await controller.issueApiToken("terminal", "admin"));
    expect(answer.status).toBe(201);
    const { url } = (await answer.json()) as { url: string };
    expect((await fetch(url, { redirect: "manual" })).status).toBe(303);
    expect((await fetch(url, { redirect: "manual" })).status).toBe(401);
  });

  it("knows only the newest token of a name", async () => {
    const [first, second] = [
      await controller.issueApiToken("again", "viewer"),
      await controller.issueApiToken("again", "viewer"),
    ];
    const statusOf = async (token: string) =>
      (await get("/v1/session", { authorization: `Bearer ${token}` })).status;
    expect([await statusOf(first), await statusOf(second)]).toEqual([401, 200]);
  });

  it("gives a viewer none", async () => {
    expect(await problem(askForLink(viewer))).toMatchObject({ status: 403, code: "forbidden" });
  });
});

describe("controller/api/routes/login", () => {
  it("logs in once by a link, and out again", async () => {
    const link = await controller.issueLoginUrl();
    expect((await fetch(link, { method: "HEAD", redirect: "manual" })).status).not.toBe(303);
    const first = await fetch(link, { redirect: "manual" });
    expect(first.status).toBe(303);
    const again = await fetch(link, { redirect: "manual" });
    expect(again.status).toBe(401);
    expect(await again.text()).toContain("isochrone link");

    const session = await logIn();
    expect(await (await get("/v1/session", session)).json()).toEqual({
      name: "owner",
      role: "admin",
    });
    const origin = new URL(controller.url).origin;
    expect((await get("/v1/session", { ...session, origin }, "DELETE")).status).toBe(204);
    expect((await get("/v1/session", session)).status).toBe(401);
  });

  it("changes nothing for a session when another site asks", async () => {
    const session = await logIn();
    for (const origin of [{}, { origin: "http://evil.test" }, { origin: "null" }]) {
      expect(await problem(get("/v1/session", { ...session, ...origin }, "DELETE"))).toEqual({
        status: 403,
        code: "foreign_origin",
        paths: ["origin"],
      });
    }
    expect((await get("/v1/session", session)).status).toBe(200);
  });

  it("lets nobody in without a login, apart from what tells how to get one", async () => {
    const closed = [
      "/v1/status",
      "/v1/matrix",
      "/v1/series",
      "/v1/recommendations",
      "/v1/recommendations/REC-0001",
      "/v1/estate",
      "/v1/events",
      "/v1/session",
      "/v1/openapi.json",
      "/docs",
      "/docs/static/swagger-ui.css",
    ];
    for (const path of closed) expect([path, (await get(path)).status]).toEqual([path, 401]);
    for (const path of ["/", "/paths/eu-west-1", "/assets/app-1a2b3c.js", "/index.html"]) {
      const answer = await get(path);
      expect([path, answer.status]).toEqual([path, 401]);
      expect(answer.headers.get("content-type")).toContain("text/html");
      expect(await answer.text()).toContain("isochrone link");
    }
    for (const path of ["/healthz", "/readyz", "/login.css"]) {
      expect([path, (await get(path)).status]).toEqual([path, 200]);
    }
  });

  it("gives probes no view of anything", async () => {
    const probe = await controller.issueProbeToken("eu-west-1");
    for (const path of ["/v1/status", "/v1/estate", "/docs"]) {
      expect((await get(path, { authorization: `Bearer ${probe}` })).status).toBe(403);
    }
    expect((await get("/", { authorization: `Bearer ${probe}` })).status).toBe(401);
  });
});

describe("controller/api/routes", () => {
  it("keeps to the contracts", async () => {
    const status = Status.parse(await (await asViewer("/v1/status")).json());
    expect(status.vantages.map(({ id }) => id)).toEqual(["eu-west-1", "us-east-1"]);
    const matrix = Matrix.parse(await (await asViewer("/v1/matrix?entry=dns")).json());
    expect(matrix.cells).toHaveLength(matrix.rows.length * matrix.columns.length);
    expect(await (await asViewer("/v1/recommendations")).json()).toEqual([]);
  });

  it("answers the rows of a matrix that are asked for, as they stand in the whole", async () => {
    const read = async (query: string) =>
      Matrix.parse(await (await asViewer(`/v1/matrix?${query}`)).json());
    const whole = await read("entry=direct");
    const one = await read("entry=direct&vantages=us-east-1");
    const isVirginia = ({ vantage }: { vantage: string }) => vantage === "us-east-1";
    expect(one.rows).toEqual(whole.rows.filter(({ id }) => id === "us-east-1"));
    expect(one.columns).toEqual(whole.columns);
    expect(one.cells).toEqual(whole.cells.filter(isVirginia));
    expect(Object.keys(one)).toEqual(Object.keys(whole));
    const both = await read("entry=direct&vantages=us-east-1,eu-west-1,us-east-1");
    expect(both.rows).toEqual(whole.rows);
  });

  it("names the field of a wrong question", async () => {
    const wrong: [string, number, string[]][] = [
      ["/v1/matrix?service=no", 404, ["service"]],
      ["/v1/matrix?entry=sideways&windowMs=5", 400, ["entry", "windowMs"]],
      ["/v1/matrix?vantages=eu-west-1,nowhere", 404, ["vantages"]],
      ["/v1/matrix?vantages=", 400, ["vantages.0"]],
      ["/v1/matrix?vantages=eu-west-1,No_Such", 400, ["vantages.1"]],
      ["/v1/series?vantage=a", 400, ["service", "entry", "metric"]],
      ["/v1/recommendations?limit=1000", 400, ["limit"]],
      ["/v1/recommendations?service=no", 404, ["service"]],
      ["/v1/recommendations/5", 400, ["id"]],
      ["/v1/recommendations/REC-0042", 404, ["id"]],
    ];
    for (const [path, status, paths] of wrong) {
      expect([path, await problem(asViewer(path))]).toMatchObject([path, { status, paths }]);
    }
  });

  it("does not look for minutes to the end of time", async () => {
    const query = "vantage=a&service=shop&entry=dns&metric=dns&fromMs=1&toMs=9007199254740991";
    expect((await asViewer(`/v1/series?${query}`)).status).toBe(200);
  });

  it("answers unknown addresses and methods with a Problem", async () => {
    expect(await problem(asViewer("/v1/nothing"))).toMatchObject({
      status: 404,
      code: "not_found",
    });
    const answer = await get("/v1/status", { authorization: `Bearer ${viewer}` }, "PUT");
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    expect(Problem.parse(await answer.json()).code).toBe("method_not_allowed");
  });

  it("describes itself as OpenAPI", async () => {
    const document = (await (await asViewer("/v1/openapi.json")).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { responses: object }>>;
    };
    expect(document.openapi).toMatch(/^3\./);
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        "/v1/batches",
        "/v1/matrix",
        "/v1/recommendations/{id}",
        "/v1/events",
      ]),
    );
    expect(document.paths["/v1/batches"]?.["post"]?.responses).toHaveProperty("202");
    expect((await asViewer("/docs")).status).toBe(200);
  });

  it("sends the security headers with every kind of answer", async () => {
    for (const path of ["/", "/healthz", "/v1/status", "/v1/nothing", "/docs"]) {
      const { headers } = await asViewer(path);
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toMatch(/unsafe|https?:/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it("compresses large answers", async () => {
    const headers = { authorization: `Bearer ${viewer}`, "accept-encoding": "gzip" };
    const answer = await get("/v1/openapi.json", headers);
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    await answer.json();
  });
});

describe("controller/api/routes/dashboard", () => {
  it("serves the pages, the same one for every place inside", async () => {
    const session = await logIn();
    for (const path of ["/", "/index.html", "/matrix", "/paths/eu-west-1/shop"]) {
      const answer = await get(path, session);
      expect([path, answer.status, answer.headers.get("cache-control")]).toEqual([
        path,
        200,
        "no-cache",
      ]);
      expect(await answer.text()).toContain("<title>pages</title>");
    }
    const asset = await get("/assets/app-1a2b3c.js", session);
    expect([asset.status, asset.headers.get("cache-control")]).toEqual([
      200,
      "private, max-age=31536000, immutable",
    ]);
  });

  it("serves nothing outside its folder and no page for a missing file", async () => {
    const session = await logIn();
    for (const path of [
      "/assets/gone.js",
      "/favicon.ico",
      "/%2e%2e/secret.txt",
      "/..%2fsecret.txt",
    ]) {
      expect([path, (await get(path, session)).status]).toEqual([
        path,
        expect.toBeOneOf([400, 403, 404]),
      ]);
    }
  });
});

describe("controller/api/routes/get-events", () => {
  it("tells of changes with numbered events", async () => {
    const stop = new AbortController();
    const answer = await fetch(`${controller.url}/v1/events`, {
      headers: { authorization: `Bearer ${viewer}`, accept: "text/event-stream" },
      signal: stop.signal,
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toContain("text/event-stream");
    expect(answer.headers.get("content-encoding")).toBeNull();
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    let text = "";
    await controller.loadEstate(ESTATE);
    while (!/data: .*\n\n/.test(text)) {
      const { value, done } = await reader.read();
      if (done) break;
      text += new TextDecoder().decode(value);
    }
    stop.abort();
    expect(text).toMatch(/^id: \d+-\d+$/m);
    expect(text).toMatch(/^event: estate$/m);
    const data = /^data: (.*)$/m.exec(text)?.[1] ?? "";
    expect(ChangeEvent.parse(JSON.parse(data)).kind).toBe("estate");
  });
});
