import { describe, expect, it } from "vitest";
import { checkedAws } from "../../controller/checked-aws.ts";
import { ControllerProblem } from "../../controller/controller-problem.ts";

const credentials = { accessKeyId: "AKIALAB", secretAccessKey: "of-the-lab" };

describe("controller/checked-aws", () => {
  it("fills in what is left out, and has no key where none is given", () => {
    expect(checkedAws({})).toEqual({
      accounts: [{}],
      refreshEveryMs: 900_000,
      mostHealthStatuses: 60,
      prices: { isRead: true, refreshEveryMs: 86_400_000 },
    });
  });

  it("names the field at fault", () => {
    const wrong = () => checkedAws({ accounts: [{ id: "12" }] });
    expect(wrong).toThrow("aws.accounts.0.id: is no account id; it has twelve digits");
  });

  it.each(["http://127.0.0.1:4566", "http://127.77.7.1:80", "http://[::1]:4566", "http://127.1"])(
    "gives a key to %s",
    (endpoint) => {
      expect(checkedAws({ endpoint, credentials })).toMatchObject({ endpoint, credentials });
    },
  );

  it.each([
    undefined,
    "https://sts.amazonaws.com",
    "http://localhost:4566",
    "http://127.0.0.1.example:80",
    "http://0.0.0.0:80",
    "http://10.0.0.1",
    "http://127.0.0.1@example.com",
    "http://[::ffff:127.0.0.1]",
    "http://128.0.0.1",
  ])("keeps a key from %s, and does not say it", (endpoint) => {
    const given = { credentials, ...(endpoint === undefined ? {} : { endpoint }) };
    let thrown: unknown;
    try {
      checkedAws(given);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ControllerProblem);
    expect(JSON.stringify([thrown, String(thrown)])).not.toContain(credentials.secretAccessKey);
  });

  it("leaves an endpoint elsewhere to the credentials of the environment", () => {
    const endpoint = "https://vpce.example";
    expect(checkedAws({ endpoint })).not.toHaveProperty("credentials");
  });
});
