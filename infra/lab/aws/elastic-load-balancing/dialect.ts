import type { QueryDialect } from "../query-dialect.ts";

export const ELB_DIALECT: QueryDialect = {
  protocol: "query",
  version: "2015-12-01",
  xmlNamespace: "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/",
};
