import { once } from "node:events";
import { createConnection, createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { startController } from "../../controller/main.ts";
import { startTestController } from "../helpers/controller.ts";
import { startTestRedis } from "../helpers/redis-server.ts";

describe("controller/main", () => {
  it("says which port is taken and what to do about it", async () => {
    const redis = await startTestRedis();
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    await expect(
      startController({ redis, host: "127.0.0.1", port, logLevel: "silent" }),
    ).rejects.toMatchObject({
      message: `Port ${port} on 127.0.0.1 is taken.`,
      mend: "Stop the other program, or choose another port with --port.",
    });
    other.close();
    await redis.stop();
  });

  it("says so when Redis does not answer", async () => {
    const redis = { url: "redis://user:secret@127.0.0.1:1" };
    const starting = startController({ redis, host: "127.0.0.1", port: 0, logLevel: "silent" });
    await expect(starting).rejects.toMatchObject({
      name: "ControllerProblem",
      message: expect.stringContaining("Redis at 127.0.0.1:1 does not answer"),
    });
    await starting.catch((error: Error) => expect(error.message).not.toContain("secret"));
  });

  it("writes its log where it is told, and no secret into it", async () => {
    const lines: string[] = [];
    const controller = await startTestController({
      logLevel: "trace",
      logTo: { write: (line) => lines.push(line) },
    });
    const link = await controller.issueLoginUrl();
    await fetch(link, { redirect: "manual" });
    await controller.close();
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ program: "controller" });
    expect(lines.join("")).not.toContain(new URL(link).searchParams.get("token"));
  });

  it("closes while a reader follows the events", async () => {
    const controller = await startTestController();
    const token = await controller.issueApiToken("test", "viewer");
    const events = await fetch(`${controller.url}/v1/events`, {
      headers: { authorization: `Bearer ${token}` },
    });
    await controller.close();
    await expect(events.text()).resolves.toBeTypeOf("string");
    await expect(fetch(`${controller.url}/healthz`)).rejects.toThrow();
  });

  it("closes while somebody is connected who asks nothing", async () => {
    const controller = await startTestController();
    const { port } = new URL(controller.url);
    const socket = createConnection(Number(port), "127.0.0.1");
    await once(socket, "connect");
    // Accepted by now.
    await fetch(`${controller.url}/healthz`);
    const closed = controller.close().then(() => "closed");
    expect(await Promise.race([closed, delay(15_000, "waits")])).toBe("closed");
    socket.destroy();
    await closed;
  });

  it("issues tokens without listening or working", async () => {
    const running = await startTestController();
    const aside = await startController({
      redis: running.redis,
      host: "127.0.0.1",
      port: Number(new URL(running.url).port),
      roles: { api: false, worker: false },
      logLevel: "silent",
    });
    const link = await aside.issueLoginUrl();
    expect((await fetch(link, { redirect: "manual" })).status).toBe(303);
    await aside.close();
    await running.close();
  });

  it("is not ready once Redis is gone, and says so", async () => {
    const controller = await startTestController();
    expect((await fetch(`${controller.url}/readyz`)).status).toBe(200);
    await controller.redis.stop();
    const state = async () => {
      const answer = await fetch(`${controller.url}/readyz`);
      return [answer.status, ((await answer.json()) as { code?: string }).code];
    };
    await expect.poll(state, { timeout: 15_000 }).toEqual([503, "store_unavailable"]);
    expect((await fetch(`${controller.url}/healthz`)).status).toBe(200);
    await controller.close().catch(() => undefined);
  });
});
