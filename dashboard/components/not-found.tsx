import { Link } from "@tanstack/react-router";

export function NotFound() {
  return (
    <div className="alone">
      <h1>No such screen</h1>
      <p>
        <Link to="/" search={true}>
          Go to the overview
        </Link>
      </p>
    </div>
  );
}
