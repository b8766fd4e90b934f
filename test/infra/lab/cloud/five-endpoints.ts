import { SMALL_WORLD } from "../small-world.ts";

/** The small world with endpoints in two more Regions and a Local Zone, the third of five. */
export const FIVE_ENDPOINTS = SMALL_WORLD.replace(
  "    - { id: shop-euw1, place: eu-west-1 }\n",
  `    - { id: shop-euw1, place: eu-west-1 }
    - { id: shop-lax, place: us-west-2-lax-1a }
    - { id: shop-usw2, place: us-west-2 }
    - { id: shop-apse2, place: ap-southeast-2 }
`,
);
