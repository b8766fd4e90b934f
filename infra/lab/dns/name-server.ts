import type { Weather } from "../delay/weather.ts";
import type { SocketAddress } from "../http/listening.ts";
import { openOnSamePort } from "../http/same-port.ts";
import type { NameService } from "./name-service.ts";
import { openTcpDoor } from "./tcp-door.ts";
import { type DnsDoor, openUdpDoor } from "./udp-door.ts";

/**
 * Opens the name server on UDP and TCP under one port (0: any free one). Throws LabProblem when the
 * port is taken or the system lacks the address.
 */
export async function openNameServer(
  at: SocketAddress,
  serve: NameService,
  weather: Weather,
): Promise<DnsDoor> {
  const doors = await openOnSamePort<DnsDoor>(
    [openUdpDoor, openTcpDoor].map((open) => ({
      address: at.address,
      open: (where) => open(where, serve, weather),
    })),
    at.port,
  );
  return {
    address: at.address,
    port: doors[0]?.port ?? at.port,
    close: async () => {
      await Promise.all(doors.map((door) => door.close()));
    },
  };
}
