export function bundleGuard(root: string, outdir: string): Promise<void>;
