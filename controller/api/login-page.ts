/** What a visitor sees who is not logged in. `reason` is plain text of the program's own. */
export function loginPage(reason: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Log in – Isochrone</title>
<link rel="stylesheet" href="/login.css">
</head>
<body>
<main>
<h1>Isochrone</h1>
<p>${reason}</p>
<p>Open the link that was printed at start, or run <code>isochrone link</code> to print a new one.</p>
</main>
</body>
</html>
`;
}

/** A file of its own, because the content-security policy allows no style inside the page. */
export const LOGIN_STYLE = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 34rem; margin: 18vh auto 0; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; }
code { padding: 0.1em 0.3em; border-radius: 0.25em; background: color-mix(in srgb, currentColor 12%, transparent); }
`;
