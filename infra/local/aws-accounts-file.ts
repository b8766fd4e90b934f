import { Option } from "commander";
import { AwsSettings } from "../../controller/contract/aws-settings.ts";
import { readSettingsFile } from "./read-settings-file.ts";

/**
 * Reads which AWS accounts are read, and which of them may be changed, from YAML or JSON. No key stands in there: the standard chain finds
 * it (environment, profiles, single sign-on, container, instance).
 *
 * @throws LocalProblem that names each field at fault, with its line and column.
 */
export function readAwsAccountsFile(path: string): Promise<AwsSettings> {
  return readSettingsFile(path, {
    shape: AwsSettings,
    name: "AWS accounts",
    what: "AWS accounts",
    option: "--aws-accounts",
  });
}

/** The option that names that file. */
export function awsAccountsOption(): Option {
  return new Option(
    "--aws-accounts <file>",
    "AWS accounts to read; changed only where `apply` or `inject` say so (YAML or JSON); none without it",
  );
}
