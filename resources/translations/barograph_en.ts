<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- Only the sentences with a number: English has two forms of them. -->
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>SensorTables</name>
    <message numerus="yes">
        <source>%n charge cycle(s)</source>
        <translation>
            <numerusform>%n charge cycle</numerusform>
            <numerusform>%n charge cycles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message numerus="yes">
        <source>%n event(s) in the record</source>
        <translation>
            <numerusform>%n event in the record</numerusform>
            <numerusform>%n events in the record</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportPdf</name>
    <message numerus="yes">
        <source>From %n process table(s), spread evenly over the range.</source>
        <translation>
            <numerusform>From %n process table.</numerusform>
            <numerusform>From %n process tables, spread evenly over the range.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message numerus="yes">
        <source>%n process(es)</source>
        <translation>
            <numerusform>%n process</numerusform>
            <numerusform>%n processes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CpuPage</name>
    <message numerus="yes">
        <source>%1 over 5 min, %2 over 15 min, for %n processor(s)</source>
        <translation>
            <numerusform>%1 over 5 min, %2 over 15 min, for %n processor</numerusform>
            <numerusform>%1 over 5 min, %2 over 15 min, for %n processors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PromQlEditor</name>
    <message numerus="yes">
        <source>%n value(s)</source>
        <translation>
            <numerusform>%n value</numerusform>
            <numerusform>%n values</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baro::ui::ExploreResult</name>
    <message numerus="yes">
        <source>%n series in %1 ms</source>
        <translation>
            <numerusform>%n series in %1 ms</numerusform>
            <numerusform>%n series in %1 ms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CollectionTable</name>
    <message numerus="yes">
        <source>%n failure(s) %1</source>
        <translation>
            <numerusform>%n failure %1</numerusform>
            <numerusform>%n failures %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baro::ui::ProcessChangePanel</name>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%n group</numerusform>
            <numerusform>%n groups</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoticeText</name>
    <message numerus="yes">
        <source>%n other rule(s) fire</source>
        <translation>
            <numerusform>%n other rule fires</numerusform>
            <numerusform>%n other rules fire</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n alert(s)</source>
        <translation>
            <numerusform>%1: %n alert</numerusform>
            <numerusform>%1: %n alerts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baro::ui::AlertBanner</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baro::ui::TrayIcon</name>
    <message numerus="yes">
        <source>%n alert(s): %1</source>
        <translation>
            <numerusform>%n alert: %1</numerusform>
            <numerusform>%n alerts, the gravest: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baro::ui::SilencePanel</name>
    <message numerus="yes">
        <source>%n silence(s)</source>
        <translation>
            <numerusform>%n silence</numerusform>
            <numerusform>%n silences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baro::ui::SilenceDialog</name>
    <message numerus="yes">
        <source>%n alert(s) are active that it would hold back.</source>
        <translation>
            <numerusform>%n alert is active that it would hold back.</numerusform>
            <numerusform>%n alerts are active that it would hold back.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlertsPage</name>
    <message numerus="yes">
        <source> (and %n more)</source>
        <translation>
            <numerusform> (and %n more)</numerusform>
            <numerusform> (and %n more)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s)</source>
        <translation>
            <numerusform>%n rule</numerusform>
            <numerusform>%n rules</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DryRunText</name>
    <message numerus="yes">
        <source>It would have fired %n time(s) in %1, at most for %2</source>
        <translation>
            <numerusform>It would have fired once in %1, for %2</numerusform>
            <numerusform>It would have fired %n times in %1, at most for %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baro::ui::RuleEditor</name>
    <message numerus="yes">
        <source>%n series more are judged than drawn.</source>
        <translation>
            <numerusform>%n series more is judged than drawn.</numerusform>
            <numerusform>%n series more are judged than drawn.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baro::ui::SourcedChart</name>
    <message numerus="yes">
        <source>%n series in %1 ms</source>
        <translation>
            <numerusform>%n series in %1 ms</numerusform>
            <numerusform>%n series in %1 ms</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HostsPage</name>
    <message numerus="yes">
        <source>%n host(s)</source>
        <translation>
            <numerusform>%n host</numerusform>
            <numerusform>%n hosts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) fire</source>
        <translation>
            <numerusform>%n alert fires</numerusform>
            <numerusform>%n alerts fire</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n down</source>
        <translation>
            <numerusform>%n down</numerusform>
            <numerusform>%n down</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n under strain</source>
        <translation>
            <numerusform>%n under strain</numerusform>
            <numerusform>%n under strain</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> (and %n more)</source>
        <translation>
            <numerusform> (and %n more)</numerusform>
            <numerusform> (and %n more)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baro::ui::ServerAlertPanel</name>
    <message numerus="yes">
        <source>%n rule(s), read-only</source>
        <translation>
            <numerusform>%n rule, read-only</numerusform>
            <numerusform>%n rules, read-only</numerusform>
        </translation>
    </message>
</context>
</TS>
