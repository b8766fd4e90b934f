/** A text in so many columns; what is too long ends with a mark. */
export function cutText(text: string, columns: number): string {
  const letters = [...text];
  return letters.length <= columns
    ? text
    : `${letters
        .slice(0, columns - 1)
        .join("")
        .trimEnd()}…`;
}
