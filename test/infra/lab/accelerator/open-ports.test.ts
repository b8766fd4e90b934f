import { describe, expect, it } from "vitest";
import { MOST_OPEN_PORTS, openPorts } from "../../../../infra/lab/accelerator/open-ports.ts";
import { acceleratorConfig, listenerConfig } from "./sample-accelerator.ts";

describe("infra/lab/accelerator/open-ports", () => {
  const addresses = ["127.1.3.1", "127.1.3.2"];

  it("is every port of TCP listeners, on each address", () => {
    const ranged = listenerConfig(80, [], {
      portRanges: [
        { fromPort: 80, toPort: 81 },
        { fromPort: 443, toPort: 443 },
      ],
    });
    const udp = listenerConfig(53, [], { protocol: "UDP" });
    const ports = openPorts(acceleratorConfig(addresses, [ranged, udp]));
    expect(ports.map(({ address, port }) => `${address}:${port}`)).toEqual([
      "127.1.3.1:80",
      "127.1.3.1:81",
      "127.1.3.1:443",
      "127.1.3.2:80",
      "127.1.3.2:81",
      "127.1.3.2:443",
    ]);
  });

  it("is nothing while the accelerator is disabled, and never too many", () => {
    const all = listenerConfig(1, [], { portRanges: [{ fromPort: 1, toPort: 65_535 }] });
    expect(openPorts(acceleratorConfig(addresses, [all], { enabled: false }))).toEqual([]);
    expect(openPorts(acceleratorConfig(["127.1.3.1"], [all]))).toHaveLength(MOST_OPEN_PORTS);
  });
});
