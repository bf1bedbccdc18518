import { Checkbox, Select } from "@mantine/core";
import { useCan } from "../../../lib/session";
import classes from "./mapping.module.css";
import { useImportMessages } from "./messages";
import { IMPORTABLE, objectPlural } from "./objects";
import type { ImportDetails, MappingChange } from "./queries";
import wizard from "./wizard.module.css";

interface Props {
  details: ImportDetails;
  change: (change: MappingChange) => void;
}

const PHONES = ["FR", "BE", "CH", "LU", "GB", "US", "CA", "DE", "ES", "IT"];

/** What the file holds: proposed from its headers, changed here. */
export function Content({ details, change }: Props) {
  const t = useImportMessages();
  const can = useCan();
  const known = IMPORTABLE.filter((object) => can(`${object}.create`));
  const objects = known.some((object) => object === details.object) ? known : [...known, details.object];
  return (
    <section className={wizard.section}>
      <h2 className={wizard.sectionTitle}>{t("content.title")}</h2>
      {details.preset ? (
        <p className={wizard.sectionHint}>{t("content.preset", { program: details.preset })}</p>
      ) : null}
      <div className={classes.stack}>
        <Select
          label={t("content.object")}
          data={objects.map((object) => ({ value: object, label: objectPlural(object) }))}
          value={details.object}
          allowDeselect={false}
          onChange={(object) => object && object !== details.object && change({ object })}
        />
      </div>
    </section>
  );
}

function choicesOf(details: ImportDetails, t: ReturnType<typeof useImportMessages>) {
  const text = details.format === "csv";
  const encoding = [
    { value: "utf-8", label: "UTF-8" },
    { value: "utf-16", label: "UTF-16" },
    { value: "utf-32", label: "UTF-32" },
    { value: "cp1252", label: t("layout.windows") },
    { value: "mac-roman", label: t("layout.mac") },
  ];
  const separator = [
    { value: ",", label: t("layout.comma") },
    { value: ";", label: t("layout.semicolon") },
    { value: "\t", label: t("layout.tab") },
    { value: "|", label: t("layout.pipe") },
  ];
  const signs = [
    { value: ",", label: t("layout.decimalComma") },
    { value: ".", label: t("layout.decimalPoint") },
  ];
  const orders = (["dmy", "mdy", "ymd"] as const).map((value) => ({ value, label: t(`layout.${value}`) }));
  return [
    ...(text || details.format === "vcard"
      ? [{ key: "encoding", label: t("layout.encoding"), value: details.encoding as string, data: encoding }]
      : []),
    ...(text
      ? [
          {
            key: "separator",
            label: t("layout.separator"),
            value: details.separator as string,
            data: separator,
          },
        ]
      : []),
    ...(details.sheets.length > 0
      ? [
          {
            key: "sheet",
            label: t("layout.sheet"),
            value: details.sheet ?? "",
            data: details.sheets.map((name) => ({ value: name, label: name })),
          },
        ]
      : []),
    { key: "decimal_sign", label: t("layout.decimal"), value: details.decimal_sign as string, data: signs },
    { key: "date_order", label: t("layout.dates"), value: details.date_order as string, data: orders },
  ];
}

/** How the file is written, as recognised; each fact can be changed, and the file is then read again. */
export function LayoutFacts({ details, change }: Props) {
  const t = useImportMessages();
  const phones = [...new Set([...PHONES, details.phone_country])].map((value) => ({
    value,
    label: t("layout.phonesOf", { country: value }),
  }));
  return (
    <section className={wizard.section}>
      <h2 className={wizard.sectionTitle}>{t("layout.title")}</h2>
      <p className={wizard.sectionHint}>
        {t(`layout.formats.${details.format}`)}. {t("layout.hint")}
      </p>
      <div className={classes.facts}>
        {choicesOf(details, t).map(({ key, label, value, data }) => (
          <Select
            key={key}
            className={key === "decimal_sign" || key === "date_order" ? undefined : classes.fullFact}
            label={label}
            data={data}
            value={value}
            allowDeselect={false}
            onChange={(next) => next && next !== value && change({ [key]: next })}
          />
        ))}
        <Select
          className={classes.fullFact}
          label={t("layout.phones")}
          data={phones}
          value={details.phone_country}
          allowDeselect={false}
          onChange={(next) => next && change({ phone_country: next })}
        />
        {details.format === "vcard" ? null : (
          <Checkbox
            className={classes.fullFact}
            label={t("layout.hasHeader", { line: details.header_line })}
            checked={details.has_header}
            onChange={(event) => change({ has_header: event.currentTarget.checked })}
          />
        )}
      </div>
    </section>
  );
}
