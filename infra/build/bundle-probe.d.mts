export function bundleProbe(root: string, outfile: string): Promise<void>;
