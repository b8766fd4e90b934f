import type { z } from "zod";
import { API } from "../../contract/api.ts";
import { Estate } from "../../contract/estate.ts";
import { ServiceChange, ServiceList, ServiceRemoved } from "../../contract/service-change.ts";
import type { ServiceFile } from "../../contract/service-file.ts";
import { ServiceFileShape } from "../../contract/service-file-shape.ts";
import { CliError } from "../cli-error.ts";
import type { Connection } from "../connection.ts";
import { askController, type ControllerRequest } from "../controller-client.ts";

/** What the commands about services ask a controller. */
export function servicesOf(connection: Connection, send: typeof fetch) {
  const ask = <Shape extends z.ZodType>(request: ControllerRequest, shape: Shape) =>
    askController(connection, request, shape, send);
  const one = (id: string) => `${API.services}/${encodeURIComponent(id)}`;
  return {
    list: () => ask({ path: API.services }, ServiceList),
    show: (id: string) => ask({ path: one(id) }, ServiceFileShape),
    /** Null where there is none of this id. */
    standing: async (id: string): Promise<ServiceFileShape | null> => {
      try {
        return await ask({ path: one(id) }, ServiceFileShape);
      } catch (error) {
        if (error instanceof CliError && error.code === "unknown_service") return null;
        throw error;
      }
    },
    tryOut: (file: ServiceFile) =>
      ask({ path: `${API.services}/validate`, method: "POST", body: file }, ServiceChange),
    put: (file: ServiceFile) =>
      ask({ path: one(file.id), method: "PUT", body: file }, ServiceChange),
    remove: (id: string) => ask({ path: one(id), method: "DELETE" }, ServiceRemoved),
    estate: () => ask({ path: API.estate }, Estate),
  };
}

export type Services = ReturnType<typeof servicesOf>;
