interface SegmentedProps<T extends string> {
  label: string;
  name: string;
  options: readonly { value: T; text: string; disabled?: boolean; hint?: string }[];
  value: T;
  onChange(value: T): void;
}

/** One choice out of a few, all visible: radio buttons in the shape of a bar. */
export function Segmented<T extends string>(props: SegmentedProps<T>) {
  const { label, name, options, value, onChange } = props;
  return (
    <fieldset className="segmented">
      <legend>{label}</legend>
      <div className="segments">
        {options.map((option) => (
          <label key={option.value} title={option.hint}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled === true}
              onChange={() => onChange(option.value)}
            />
            <span>{option.text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
