import type { Trouble } from "../contract/trouble.ts";

const ASK_AGAIN_S = 5;

/** What a visitor sees while nobody can be logged in. It asks again by itself. */
export function troublePage({ sentence, mend }: Trouble): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="${ASK_AGAIN_S}">
<title>Not available – Isochrone</title>
<link rel="stylesheet" href="/login.css">
</head>
<body>
<main>
<h1>Isochrone</h1>
<p>${escaped(sentence)}</p>
<p>${escaped(mend)}</p>
<p>This page asks again by itself.</p>
</main>
</body>
</html>
`;
}

/** The reason inside comes from the system and from Redis. */
function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
