export function bundleGuard(root: string, outfile: string): Promise<void>;
