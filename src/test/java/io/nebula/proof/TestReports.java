package io.nebula.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What the last runs of tests have left in their reports. */
final class TestReports {
    private static final Path REPORTS = Path.of("target/surefire-reports");

    private final List<Case> cases;

    private record Case(String type, String method, double seconds, boolean failed, boolean skipped) {}

    private TestReports(List<Case> cases) {
        this.cases = cases;
    }

    static TestReports read() throws IOException, ParserConfigurationException, SAXException {
        List<Case> cases = new ArrayList<>();
        if (Files.isDirectory(REPORTS)) {
            try (Stream<Path> files = Files.list(REPORTS)) {
                for (Path file : files.filter(each -> each.getFileName().toString().matches("TEST-.*\\.xml")).toList()) {
                    Document report = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
                    NodeList found = report.getElementsByTagName("testcase");
                    for (int i = 0; i < found.getLength(); i++) {
                        cases.add(read((Element) found.item(i)));
                    }
                }
            }
        }
        return new TestReports(cases);
    }

    private static Case read(Element element) {
        return new Case(element.getAttribute("classname"), element.getAttribute("name").split("[(\\[{ ]")[0],
                Double.parseDouble(element.getAttribute("time").replace(",", "")),
                has(element, "failure") || has(element, "error"), has(element, "skipped"));
    }

    private static boolean has(Element element, String child) {
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals(child)) {
                return true;
            }
        }
        return false;
    }

    /** What has become of these tests; each case of a parameterized test counts by itself. */
    String result(List<String> tests, TestClasses classes) {
        List<Case> ofAll = new ArrayList<>();
        for (String test : tests) {
            String method = test.contains("#") ? test.substring(test.indexOf('#') + 1) : null;
            List<Case> of = cases.stream().filter(each -> each.type().equals(classes.fullName(test))
                    && (method == null || method.equals(each.method()))).toList();
            if (of.isEmpty()) {
                return "not run";
            }
            ofAll.addAll(of);
        }
        long failed = ofAll.stream().filter(Case::failed).count();
        long skipped = ofAll.stream().filter(Case::skipped).count();
        return (failed > 0 ? failed + " FAILED, " : "") + (ofAll.size() - failed - skipped) + " passed, "
                + (skipped > 0 ? skipped + " skipped, " : "")
                + String.format(Locale.ROOT, "%.1f s", ofAll.stream().mapToDouble(Case::seconds).sum());
    }
}
