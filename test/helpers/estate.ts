import { Estate } from "../../controller/contract/estate.ts";

/** Two vantages, one service with every entry, one endpoint pinned. */
export const ESTATE: Estate = Estate.parse({
  environment: { name: "lab", note: "a small world" },
  vantages: [
    {
      id: "eu-west-1",
      kind: "region",
      label: "Ireland",
      latitude: 53.3,
      longitude: -6.3,
      resolver: { address: "127.0.0.1", port: 5300 },
    },
    { id: "us-east-1", kind: "region", label: "N. Virginia", latitude: 39, longitude: -77.5 },
  ],
  services: [
    {
      id: "shop",
      label: "Shop",
      endpoints: [
        {
          id: "eu-west-1",
          label: "Ireland",
          place: "eu-west-1",
          latitude: 53.3,
          longitude: -6.3,
          url: "http://127.0.0.1:8001/",
        },
        {
          id: "us-east-1",
          label: "N. Virginia",
          place: "us-east-1",
          latitude: 39,
          longitude: -77.5,
          url: "http://127.0.0.1:8002/",
        },
      ],
      dns: { url: "http://shop.test/", pinned: { "us-east-1": "http://us.shop.test/" } },
      accelerator: { url: "http://127.0.0.1:9000/" },
      servedByHeader: "x-served-by",
    },
  ],
});
