// `isochrone start` with a controller, a lab and a probe that only record what happens to them.
// Arguments: data folder, events file, lab script, probe script, milliseconds to run (0: until stopped).
import { appendFileSync } from "node:fs";
import { createServer } from "node:http";
import type { Estate } from "../../controller/contract/estate.ts";
import type { Status } from "../../controller/contract/status.ts";
import { describeCommandError } from "../../infra/local/command-errors.ts";
import { bringUp } from "../../infra/local/start/bring-up.ts";
import type { StartController } from "../../infra/local/start/controller-door.ts";
import { runSession } from "../../infra/local/start/session.ts";
import { openTerminal } from "../../infra/local/start/terminal.ts";

const [dataDir = "", events = "", lab = "", probe = "", runForMs = "0"] = process.argv.slice(2);
const record = (event: string) => appendFileSync(events, `${event}\n`);

const startController: StartController = async ({ host, port }) => {
  let estate: Estate | null = null;
  const status = (): Status => ({
    verdict: "healthy",
    sentence: "Healthy.",
    environment: { name: "lab", note: "" },
    services: [{ id: "shop", label: "Shop" }],
    atMs: Date.now(),
    newestAtMs: Date.now(),
    windowMs: 60_000,
    sent: 10,
    lost: 1,
    failed: 0,
    seriesMeasured: 1,
    seriesAssigned: 1,
    vantages: [],
  });
  const answer = (url = "") => {
    if (url.startsWith("/v1/status")) return status();
    if (url.startsWith("/v1/estate") && estate !== null) return estate;
    if (url.startsWith("/v1/recommendations")) return [];
    return { code: "no_estate", message: "None.", mend: "Load one.", requestId: "r" };
  };
  const server = createServer((request, response) => {
    const body = answer(request.url);
    response.writeHead("code" in body ? 503 : 200).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  const address = server.address();
  record("controller started");
  return {
    url: `http://${host}:${typeof address === "object" ? address?.port : 0}`,
    loadEstate: (loaded) => {
      estate = loaded;
      record("estate loaded");
      return Promise.resolve();
    },
    readAws: ({ endpoint, credentials }) => {
      record(`AWS at ${endpoint} with ${credentials?.accessKeyId}`);
      return Promise.resolve();
    },
    issueLoginUrl: () => Promise.resolve("http://example/login"),
    issueProbeToken: (vantage) => Promise.resolve(`a-token-for-the-probe-at-${vantage}`),
    issueApiToken: () => Promise.resolve("api-token"),
    close: () => {
      record("controller stopped");
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
};

try {
  const status = await runSession(
    {
      host: "127.0.0.1",
      port: 0,
      dataDir,
      runForMs: Number(runForMs) || null,
      lab: true,
      worldFile: null,
      history: false,
      estateFile: null,
      awsFile: null,
      adviceFile: null,
      probes: { kind: "all" },
      allowFetch: true,
      durability: "primary",
      verbose: false,
      json: false,
    },
    {
      startController,
      built: { lab, probe, dashboardDir: "" },
      env: process.env,
      terminal: openTerminal(),
    },
    bringUp,
  );
  process.exit(status);
} catch (error) {
  const end = describeCommandError(error, false);
  process.stderr.write(`${end.text}\n`);
  process.exit(end.status);
}
