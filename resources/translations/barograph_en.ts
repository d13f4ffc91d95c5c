<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- Only the sentences with a number: English has two forms of them. %Ln sets thousands apart as the locale does. -->
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>SensorTables</name>
    <message numerus="yes">
        <source>%n charge cycle(s)</source>
        <translation>
            <numerusform>%Ln charge cycle</numerusform>
            <numerusform>%Ln charge cycles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message numerus="yes">
        <source>%n event(s) in the record</source>
        <translation>
            <numerusform>%Ln event in the record</numerusform>
            <numerusform>%Ln events in the record</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportPdf</name>
    <message numerus="yes">
        <source>From %n process table(s), spread evenly over the range.</source>
        <translation>
            <numerusform>From %Ln process table.</numerusform>
            <numerusform>From %Ln process tables, spread evenly over the range.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message numerus="yes">
        <source>%n process(es)</source>
        <translation>
            <numerusform>%Ln process</numerusform>
            <numerusform>%Ln processes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CpuPage</name>
    <message numerus="yes">
        <source>%1 over 5 min, %2 over 15 min, for %n processor(s)</source>
        <translation>
            <numerusform>%1 over 5 min, %2 over 15 min, for %Ln processor</numerusform>
            <numerusform>%1 over 5 min, %2 over 15 min, for %Ln processors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PromQlEditor</name>
    <message numerus="yes">
        <source>%n value(s)</source>
        <translation>
            <numerusform>%Ln value</numerusform>
            <numerusform>%Ln values</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baro::ui::ExploreResult</name>
    <message numerus="yes">
        <source>%n series in %1 ms</source>
        <translation>
            <numerusform>%Ln series in %1 ms</numerusform>
            <numerusform>%Ln series in %1 ms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CollectionTable</name>
    <message numerus="yes">
        <source>%n failure(s) %1</source>
        <translation>
            <numerusform>%Ln failure %1</numerusform>
            <numerusform>%Ln failures %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baro::ui::ProcessChangePanel</name>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%Ln group</numerusform>
            <numerusform>%Ln groups</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoticeText</name>
    <message numerus="yes">
        <source>%n other rule(s) fire</source>
        <translation>
            <numerusform>%Ln other rule fires</numerusform>
            <numerusform>%Ln other rules fire</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n alert(s)</source>
        <translation>
            <numerusform>%1: %Ln alert</numerusform>
            <numerusform>%1: %Ln alerts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baro::ui::AlertBanner</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baro::ui::TrayIcon</name>
    <message numerus="yes">
        <source>%n alert(s): %1</source>
        <translation>
            <numerusform>%Ln alert: %1</numerusform>
            <numerusform>%Ln alerts, the gravest: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baro::ui::SilencePanel</name>
    <message numerus="yes">
        <source>%n silence(s)</source>
        <translation>
            <numerusform>%Ln silence</numerusform>
            <numerusform>%Ln silences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baro::ui::SilenceDialog</name>
    <message numerus="yes">
        <source>%n alert(s) are active that it would hold back.</source>
        <translation>
            <numerusform>%Ln alert is active that it would hold back.</numerusform>
            <numerusform>%Ln alerts are active that it would hold back.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlertsPage</name>
    <message numerus="yes">
        <source> (and %n more)</source>
        <translation>
            <numerusform> (and %Ln more)</numerusform>
            <numerusform> (and %Ln more)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s)</source>
        <translation>
            <numerusform>%Ln rule</numerusform>
            <numerusform>%Ln rules</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DryRunText</name>
    <message numerus="yes">
        <source>It would have fired %n time(s) in %1, at most for %2</source>
        <translation>
            <numerusform>It would have fired once in %1, for %2</numerusform>
            <numerusform>It would have fired %Ln times in %1, at most for %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baro::ui::RuleEditor</name>
    <message numerus="yes">
        <source>%n series more are judged than drawn.</source>
        <translation>
            <numerusform>%Ln series more is judged than drawn.</numerusform>
            <numerusform>%Ln series more are judged than drawn.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baro::ui::SourcedChart</name>
    <message numerus="yes">
        <source>%n series in %1 ms</source>
        <translation>
            <numerusform>%Ln series in %1 ms</numerusform>
            <numerusform>%Ln series in %1 ms</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HostsPage</name>
    <message numerus="yes">
        <source>%1 of %n host(s)</source>
        <translation>
            <numerusform>%1 of %n host</numerusform>
            <numerusform>%1 of %n hosts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n host(s)</source>
        <translation>
            <numerusform>%Ln host</numerusform>
            <numerusform>%Ln hosts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) fire</source>
        <translation>
            <numerusform>%Ln alert fires</numerusform>
            <numerusform>%Ln alerts fire</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n down</source>
        <translation>
            <numerusform>%Ln down</numerusform>
            <numerusform>%Ln down</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n under strain</source>
        <translation>
            <numerusform>%Ln under strain</numerusform>
            <numerusform>%Ln under strain</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> (and %n more)</source>
        <translation>
            <numerusform> (and %Ln more)</numerusform>
            <numerusform> (and %Ln more)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baro::ui::ServerAlertPanel</name>
    <message numerus="yes">
        <source>%n rule(s), read-only</source>
        <translation>
            <numerusform>%Ln rule, read-only</numerusform>
            <numerusform>%Ln rules, read-only</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baro::ui::TableFilterBar</name>
    <message numerus="yes">
        <source>all %n row(s)</source>
        <translation>
            <numerusform>the only row</numerusform>
            <numerusform>all %n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n row(s)</source>
        <translation>
            <numerusform>%1 of %n row</numerusform>
            <numerusform>%1 of %n rows</numerusform>
        </translation>
    </message>
</context>
</TS>
