// Validates one PDF against the given flavours with veraPDF's own engine and rules, and prints for each flavour
// its name, true or false, the number of assertions and the rules that failed. The profiles are read by DOM, as the
// jar that travels in the wheel has no working JAXB.

import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.gf.model.GFModelParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

public class VeraPdf {
  static String text(Element parent, String name) {
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling())
      if (child instanceof Element && name.equals(child.getLocalName())) return child.getTextContent();
    return "";
  }

  static ValidationProfile profile(PDFAFlavour flavour, String file) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Document document;
    try (InputStream in = VeraPdf.class.getClassLoader().getResourceAsStream("org/verapdf/pdfa/validation/" + file)) {
      document = factory.newDocumentBuilder().parse(in);
    }
    Set<Rule> rules = new HashSet<>();
    NodeList nodes = document.getElementsByTagNameNS("*", "rule");
    for (int i = 0; i < nodes.getLength(); i++) {
      Element node = (Element) nodes.item(i);
      Element id = (Element) node.getElementsByTagNameNS("*", "id").item(0);
      rules.add(Profiles.ruleFromValues(
          Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
              id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
          node.getAttribute("object"), Boolean.valueOf(node.getAttribute("deferred")), node.getAttribute("tags"),
          text(node, "description"), text(node, "test"), Profiles.errorFromValues("failed", new ArrayList<>()), new ArrayList<>()));
    }
    Set<Variable> variables = new HashSet<>();
    nodes = document.getElementsByTagNameNS("*", "variable");
    for (int i = 0; i < nodes.getLength(); i++) {
      Element node = (Element) nodes.item(i);
      variables.add(Profiles.variableFromValues(node.getAttribute("name"), node.getAttribute("object"),
          text(node, "defaultValue"), text(node, "value")));
    }
    return Profiles.profileFromValues(flavour, Profiles.profileDetailsFromValues(file, "", "", new Date(0)), "", rules, variables);
  }

  public static void main(String[] arguments) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    PDFAFlavour[] flavours = {PDFAFlavour.PDFUA_1, PDFAFlavour.PDFA_3_A};
    String[] files = {"PDFUA-1.xml", "PDFA-3A.xml"};
    for (int i = 0; i < files.length; i++) {
      try (GFModelParser parser = GFModelParser.createModelWithFlavour(new FileInputStream(arguments[0]), flavours[i])) {
        ValidationResult result = ValidatorFactory.createValidator(profile(flavours[i], files[i]), false).validate(parser);
        Set<String> failed = new TreeSet<>();
        List<TestAssertion> assertions = result.getTestAssertions();
        for (TestAssertion one : assertions)
          if (one.getStatus() == TestAssertion.Status.FAILED)
            failed.add(one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber());
        System.out.println(flavours[i] + " " + result.isCompliant() + " " + result.getTotalAssertions() + " " + failed);
      }
    }
  }
}
