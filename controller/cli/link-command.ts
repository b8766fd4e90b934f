import type { Command } from "commander";
import { z } from "zod";
import { API } from "../contract/api.ts";
import { answer, type CommonFlags } from "./answer.ts";
import { addCommonOptions } from "./common-options.ts";
import { askController } from "./controller-client.ts";
import { EXIT } from "./exit-status.ts";
import type { CliWorld } from "./world.ts";

const LoginLink = z.object({ url: z.url({ protocol: /^https?$/ }) });

/** `isochrone link`: a new address that logs in once. */
export function addLinkCommand(program: Command, world: CliWorld): void {
  addCommonOptions(program.command("link"), world)
    .description("print a new link that opens the dashboard, once")
    .action(async (flags: CommonFlags) => {
      await answer(flags, world, async (connection) => {
        const request = { path: `${API.session}/link`, method: "POST" } as const;
        const { url } = await askController(connection, request, LoginLink, world.fetch);
        return { status: EXIT.fine, data: { url }, lines: () => [url], view: null };
      });
    });
}
