import { PlacedVantage, Service } from "../../../../controller/contract/estate.ts";

const REGION = { kind: "region" } as const;

/** Near the three Regions of the shop's design, one each. */
export const VANTAGES: PlacedVantage[] = [
  { ...REGION, id: "us-east-1", label: "Virginia", latitude: 39.04, longitude: -77.49 },
  { ...REGION, id: "eu-central-1", label: "Frankfurt", latitude: 50.11, longitude: 8.68 },
  { ...REGION, id: "ap-southeast-2", label: "Sydney", latitude: -33.87, longitude: 151.21 },
].map((vantage) => PlacedVantage.parse(vantage));

function endpoint(id: string, address: string) {
  const place = { label: id, place: id, latitude: 0, longitude: 0 };
  return { id, ...place, url: `http://${address}/`, addresses: [address] };
}

/** The service whose routing is `shopDesign`: most of its users are in Europe. */
export const SHOP: Service = Service.parse({
  id: "shop",
  label: "Shop",
  endpoints: [
    { ...endpoint("us-east-1", "198.51.100.1"), resource: "i-0000000000000001" },
    { ...endpoint("eu-west-1", "198.51.100.2"), resource: "i-0000000000000002" },
    { ...endpoint("ap-southeast-2", "198.51.100.3"), resource: "i-0000000000000003" },
  ],
  dns: { url: "https://www.shop.example/" },
  accelerator: { url: "https://203.0.113.1/" },
  clientGroups: [
    { id: "americas", label: "Americas", share: 0.3, vantages: ["us-east-1"] },
    { id: "europe", label: "Europe", share: 0.5, vantages: ["eu-central-1"] },
    { id: "asia", label: "Asia", share: 0.2, vantages: ["ap-southeast-2"] },
  ],
  incumbent: "dns",
});
