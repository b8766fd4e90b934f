/** Version of the product, as `isochrone --version` prints it. */
export const VERSION = "0.1.0";
